package main

import (
	"context"
	"fmt"
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func sessions(ctx context.Context, args []string) error {
	plain := parseMixed(newFlagSet("sessions"), args)
	terminate := len(plain) == 1 && plain[0] == "terminate"
	if len(plain) != 0 && !terminate {
		return usageError("want nothing, or: terminate")
	}
	return withVcenter(ctx, func(v *vcenter) error {
		own, err := v.sessions.UserSession(ctx)
		if err != nil {
			return err
		}
		others, err := v.otherSessions(ctx, own.Key)
		if err != nil {
			return err
		}
		if !terminate {
			for _, s := range others {
				fmt.Printf("%s\t%s\t%s\t%s\n", s.Key, s.UserName, s.UserAgent, s.LoginTime.Format(time.RFC3339Nano))
			}
			return nil
		}
		keys := make([]string, len(others))
		for i, s := range others {
			keys[i] = s.Key
		}
		if err := v.sessions.TerminateSession(ctx, keys); err != nil {
			return err
		}
		fmt.Printf("terminated %d sessions\n", len(keys))
		return nil
	})
}

// otherSessions leaves out vcctl's own, which nobody asks about.
func (v *vcenter) otherSessions(ctx context.Context, own string) ([]types.UserSession, error) {
	var manager mo.SessionManager
	reference := *v.ServiceContent.SessionManager
	if err := v.properties.RetrieveOne(ctx, reference, []string{"sessionList"}, &manager); err != nil {
		return nil, fmt.Errorf("list the sessions: %w", err)
	}
	var others []types.UserSession
	for _, s := range manager.SessionList {
		if s.Key != own {
			others = append(others, s)
		}
	}
	return others, nil
}
