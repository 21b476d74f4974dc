package main

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// exclusive are the calls that hold a collector and want the event manager. Whatever makes an event (a post, a login, a
// power button) holds the manager and wants the collectors: beside each other, the library stops for good.
var exclusive = map[string]bool{"DestroyCollector": true, "SetCollectorPageSize": true}

// serialised lets an exclusive call run alone. The others run together; but a wait takes no part: it holds no lock while
// it waits, and to keep the others from running would keep it from ending.
func serialised(next http.Handler) http.Handler {
	var calls sync.RWMutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		switch name := methodName(body); {
		case exclusive[name]:
			calls.Lock()
			defer calls.Unlock()
		case !strings.HasPrefix(name, "WaitForUpdates"):
			calls.RLock()
			defer calls.RUnlock()
		}
		next.ServeHTTP(w, r)
	})
}

// methodName is empty for what is no call of SOAP.
func methodName(body []byte) string {
	method, err := simulator.UnmarshalBody(types.TypeFunc(), body)
	if err != nil {
		return ""
	}
	return method.Name
}
