package main

import (
	"net/http"
	"net/url"

	// Serves tags and their sessions below /rest.
	_ "github.com/vmware/govmomi/vapi/simulator"
)

const (
	restRoot    = "/rest/"
	restSession = "/rest/com/vmware/cis/session"
)

// guardRestLogin refuses a REST login with another user or password, which the library would let in.
func guardRestLogin(mux *http.ServeMux, user, pass string) {
	mux.HandleFunc(restSession, func(w http.ResponseWriter, r *http.Request) {
		givenUser, givenPass, basic := r.BasicAuth()
		if basic && (givenUser != user || givenPass != pass) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"type":"com.vmware.vapi.std.errors.unauthenticated","value":{"messages":[]}}`))
			return
		}
		rest, _ := mux.Handler(&http.Request{URL: &url.URL{Path: restRoot}})
		rest.ServeHTTP(w, r)
	})
}
