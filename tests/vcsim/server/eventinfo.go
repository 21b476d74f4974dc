package main

import (
	"text/template"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// categories of some classes that the library does not describe; all that it does describe are "info".
var categories = []struct{ class, category string }{
	{"BadUsernameSessionEvent", "error"},
	{"GeneralHostErrorEvent", "error"},
	{"GeneralHostWarningEvent", "warning"},
	{"GeneralUserEvent", "user"},
	{"HostConnectionLostEvent", "error"},
	{"VmDiskFailedEvent", "error"},
	{"VmFailedToPowerOnEvent", "error"},
	{"VmFailoverFailed", "error"},
	{"VmOrphanedEvent", "warning"},
}

// completeEventInfo makes description.eventInfo useful for tests of categories and safe for every class.
func completeEventInfo() {
	description := &simulator.Map.EventManager().Description
	info := append([]types.EventDescriptionEventDetail(nil), description.EventInfo...)
	for i := range info {
		// Two formats have a syntax error, and to post an event of their class would end the connection.
		if _, err := template.New("").Parse(info[i].FullFormat); err != nil {
			info[i].FullFormat = info[i].Description
		}
	}
	for _, added := range categories {
		info = append(info, types.EventDescriptionEventDetail{
			Key: added.class, Description: added.class, Category: added.category,
			FullFormat: "{{.FullFormattedMessage}}",
		})
	}
	description.EventInfo = info
}
