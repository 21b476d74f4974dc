package main

import "github.com/vmware/govmomi/vim25/types"

// place sets the arguments that every event may have, as a vCenter does for events of that class.
func place(e types.BaseEvent, s scene, onVM bool) {
	base := e.GetEvent()
	general := isA(e, "EventEx") || isA(e, "ExtendedEvent") || isA(e, "AlarmEvent")
	onVM = onVM || general || isA(e, "VmEvent")
	onHost := onVM || isA(e, "HostEvent")
	onCluster := onHost || isA(e, "ClusterEvent") || isA(e, "ResourcePoolEvent")
	argument := func(kind string) types.EntityEventArgument {
		return types.EntityEventArgument{Name: s[kind].name}
	}
	if vm, found := s["Vm"]; onVM && found {
		base.Vm = &types.VmEventArgument{EntityEventArgument: argument("Vm"), Vm: vm.ref}
	}
	if onHost {
		base.Host = &types.HostEventArgument{EntityEventArgument: argument("Host"), Host: s["Host"].ref}
	}
	if onCluster {
		base.ComputeResource = &types.ComputeResourceEventArgument{
			EntityEventArgument: argument("ComputeResource"), ComputeResource: s["ComputeResource"].ref,
		}
	}
	onDatastore, onSwitch := isA(e, "DatastoreEvent"), isA(e, "DvsEvent")
	if onDatastore {
		base.Ds = &types.DatastoreEventArgument{
			EntityEventArgument: argument("Datastore"), Datastore: s["Datastore"].ref,
		}
	}
	if onSwitch {
		base.Dvs = &types.DvsEventArgument{EntityEventArgument: argument("Dvs"), Dvs: s["Dvs"].ref}
	}
	if onCluster || onDatastore || onSwitch {
		base.Datacenter = &types.DatacenterEventArgument{
			EntityEventArgument: argument("Datacenter"), Datacenter: s["Datacenter"].ref,
		}
	}
}
