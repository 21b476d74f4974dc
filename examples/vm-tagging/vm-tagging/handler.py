"""Attaches a tag to the VM of a vCenter event, or detaches it."""
import json
import os
import sys

# In OpenFaaS' python3 template this folder is a package, for index.py beside it it is not.
if __package__:
    from .problem import Problem
    from .settings import read_settings
    from .vcenter import VCenter
else:
    from problem import Problem
    from settings import read_settings
    from vcenter import VCenter


def handle(req):
    """What the template and index.py call: the answer, or a message on standard error and exit status 1."""
    try:
        return json.dumps(tag_vm(req, os.environ))
    except Problem as problem:
        sys.exit("vm-tagging: %s" % problem)


def tag_vm(body, environment):
    vm, name = vm_of_event(body)
    settings = read_settings(environment)
    with VCenter(settings) as vcenter:
        tag = settings.tag_urn or vcenter.find_tag(settings.tag_name, settings.tag_category)
        vcenter.change_tag(settings.action, tag, vm)
    return {"status": "ok", "action": settings.action, "tag": tag, "vm": vm, "name": name}


def vm_of_event(body):
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem("the body is not JSON: invoke this function with an event of vcenter-connector") from None
    if not isinstance(event, dict):
        raise Problem("the body is not a JSON object: invoke this function with an event of vcenter-connector")
    topic = event.get("topic", "unknown")
    reference = event.get("managedObjectReference")
    if reference is None:
        raise Problem(
            "no managedObjectReference in the event (topic %s): it is not about a VM, or the payload is not"
            " the legacy one; choose a topic such as vm.powered.on" % json.dumps(topic)
        )
    kind = reference.get("Type") if isinstance(reference, dict) else None
    value = reference.get("Value") if isinstance(reference, dict) else None
    if not isinstance(kind, str) or not isinstance(value, str) or not value:
        raise Problem("managedObjectReference is not of the form {\"Type\": \"VirtualMachine\", \"Value\": \"vm-57\"}")
    if kind != "VirtualMachine":
        raise Problem(
            "the event (topic %s) is about a %s, not a VM: choose a topic such as vm.powered.on"
            % (json.dumps(topic), json.dumps(kind))
        )
    return value, event.get("objectName", "")
