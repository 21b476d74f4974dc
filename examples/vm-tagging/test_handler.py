"""Runs the function as a watchdog does, against a vCenter of a few lines: python3 -m unittest discover"""
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
from http.server import ThreadingHTTPServer

from fake_vcenter import PASSWORD, TAG, TWIN, FakeVCenter

FUNCTION = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vm-tagging")
EVENT = {
    "topic": "vm.powered.on", "category": "info", "source": "vc:443", "createdTime": "2019-01-25T23:39:09Z",
    "objectName": "DC0_H0_VM0", "managedObjectReference": {"Type": "VirtualMachine", "Value": "vm-57"},
}


class VmTagging(unittest.TestCase):
    def setUp(self):
        self.vcenter = ThreadingHTTPServer(("127.0.0.1", 0), FakeVCenter)
        self.vcenter.calls, self.vcenter.refuse = [], {}
        threading.Thread(target=self.vcenter.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.addCleanup(self.vcenter.server_close)
        self.addCleanup(self.vcenter.shutdown)
        self.secrets = tempfile.TemporaryDirectory()
        self.addCleanup(self.secrets.cleanup)
        self.secret("vcenter-username", "admin\n")
        self.secret("vcenter-password", PASSWORD + "\n")
        self.environment = {
            "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "secret_mount_path": self.secrets.name,
            "VC": "http://127.0.0.1:%d/sdk" % self.vcenter.server_port, "TAG_URN": TAG,
        }

    def secret(self, name, text):
        with open(os.path.join(self.secrets.name, name), "w", encoding="utf-8") as file:
            file.write(text)

    def invoke(self, event, **changes):
        environment = {k: v for k, v in {**self.environment, **changes}.items() if v is not None}
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        done = subprocess.run([sys.executable, "index.py"], cwd=FUNCTION, env=environment, input=body,
                              capture_output=True, timeout=30, check=False)
        answer, message = done.stdout.decode(), done.stderr.decode()
        for text in (answer, message):
            self.assertNotIn(PASSWORD, text)
            self.assertNotIn("Traceback", text)
        return done.returncode, answer, message

    def succeeds(self, event=None, **changes):
        status, answer, message = self.invoke(event or EVENT, **changes)
        self.assertEqual((status, message), (0, ""))
        self.assertEqual(answer.count("\n"), 1)
        return json.loads(answer)

    def fails(self, expected, event=EVENT, **changes):
        status, answer, message = self.invoke(event, **changes)
        self.assertEqual((status, answer), (1, ""), message)
        self.assertEqual(message.count("\n"), 1)
        self.assertIn(expected, message)

    def test_attaches_the_tag_and_logs_out(self):
        self.assertEqual(self.succeeds(), {
            "status": "ok", "action": "attach", "tag": TAG, "vm": "vm-57", "name": "DC0_H0_VM0"})
        self.assertEqual(self.vcenter.calls, [
            ("POST", "/session", None),
            ("POST", "/tagging/tag-association/id:%s?~action=attach" % TAG,
             {"object_id": {"id": "vm-57", "type": "VirtualMachine"}}),
            ("DELETE", "/session", None)])

    def test_detaches_the_tag(self):
        self.assertEqual(self.succeeds(TAG_ACTION="detach")["action"], "detach")
        self.assertTrue(self.vcenter.calls[1][1].endswith("?~action=detach"))

    def test_credentials_may_be_in_the_environment(self):
        self.succeeds(VC_USERNAME="admin", VC_PASSWORD=PASSWORD, secret_mount_path="/nonexistent")

    def test_secrets_win_over_the_environment(self):
        self.succeeds(VC_USERNAME="other", VC_PASSWORD="wrong")

    def test_finds_a_tag_by_name_and_category(self):
        self.assertEqual(self.succeeds(TAG_URN=None, TAG_NAME="on", TAG_CATEGORY="category c2")["tag"], TWIN)

    def test_tag_names_have_to_be_unique(self):
        self.fails("2 tags have the name", TAG_URN="", TAG_NAME="on")
        self.fails("no tag with the name", TAG_URN="", TAG_NAME="off")
        self.assertEqual(self.vcenter.calls[-1][:2], ("DELETE", "/session"))

    def test_a_vm_may_be_called_anything(self):
        name = "\"q'<\u0001\U0001f600"
        self.assertEqual(self.succeeds({**EVENT, "objectName": name})["name"], name)

    def test_wrong_payloads(self):
        self.fails("not JSON", b"")
        self.fails("not JSON", b"\xff\xfe")
        self.fails("not JSON", b"[" * 100000)
        self.fails("not a JSON object", [1])
        self.fails("no managedObjectReference", {"topic": "user.login.session"})
        self.fails("not of the form", {**EVENT, "managedObjectReference": "vm-57"})
        self.fails('about a "HostSystem"', {**EVENT, "managedObjectReference": {"Type": "HostSystem", "Value": "h"}})
        self.assertEqual(self.vcenter.calls, [])

    def test_wrong_settings(self):
        self.fails("set VC", VC="")
        self.fails("must not hold a user", VC="https://admin:%s@vc" % "secret")
        self.fails("neither a host name nor a URL", VC="https://vc:port")
        self.fails("neither a host name nor a URL", VC="ftp://vc")
        self.fails("set TAG_URN", TAG_URN=None)
        self.fails("attach or detach", TAG_ACTION="remove")
        self.fails("true or false", VC_INSECURE="maybe")
        self.fails("number of seconds", VC_TIMEOUT="soon")
        self.fails("create the secret", secret_mount_path="/nonexistent")

    def test_what_vcenter_refuses(self):
        self.fails("(404)", TAG_URN="urn:unknown")
        self.secret("vcenter-password", "wrong")
        self.fails("(401)")

    def test_what_vcenter_says_is_passed_on(self):
        attach = "/tagging/tag-association/id:%s?~action=attach" % TAG
        self.vcenter.refuse[attach] = (403, {"messages": [{"default_message": "Permission denied."}]})
        self.fails("(403): Permission denied.")
        self.vcenter.refuse[attach] = (503, "not the usual form")
        self.fails("status 503")

    def test_a_failed_logout_does_no_harm(self):
        self.vcenter.refuse["/session"] = (200, "s-1")
        self.succeeds()
        self.vcenter.refuse["/session"] = (200, {"no": "session"})
        self.fails("no vCenter")

    def test_vcenter_away_or_silent(self):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            address = "127.0.0.1:%d" % silent.getsockname()[1]
            self.fails("cannot be reached", VC="http://" + address)
            silent.listen()
            self.fails("did not answer within 0.2 s", VC="http://" + address, VC_TIMEOUT="0.2")
            self.fails("did not answer within 0.2 s", VC=address, VC_TIMEOUT="0.2")

    def test_works_as_the_package_of_the_python3_template(self):
        code = "import importlib; print(importlib.import_module('vm-tagging.handler').handle(input()))"
        done = subprocess.run([sys.executable, "-c", code], cwd=os.path.dirname(FUNCTION), env=self.environment,
                              input=json.dumps(EVENT), capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(json.loads(done.stdout)["status"], "ok")


if __name__ == "__main__":
    unittest.main()
