"""As much of vCenter's REST API as the tests of this function need."""
import json
from base64 import b64decode
from http.server import BaseHTTPRequestHandler

TAG = "urn:vmomi:InventoryServiceTag:1:GLOBAL"
TWIN = "urn:vmomi:InventoryServiceTag:2:GLOBAL"
TAGS = {TAG: ("on", "c1"), TWIN: ("on", "c2")}
PASSWORD = "p:a#ss w\u00f6rd"


class FakeVCenter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps({"value": value}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = self.path.removeprefix("/rest/com/vmware/cis")
        self.server.calls.append((self.command, path, json.loads(body) if body else None))
        if path in self.server.refuse:
            return self.answer(*self.server.refuse[path])
        if (self.command, path) == ("POST", "/session"):
            user = b64decode(self.headers["Authorization"].split()[1]).decode()
            return self.answer(200, "s-1") if user == "admin:" + PASSWORD else self.answer(401)
        if self.headers["vmware-api-session-id"] != "s-1":
            return self.answer(401)
        if path == "/tagging/tag":
            return self.answer(200, list(TAGS))
        urn = path.partition("id:")[2].partition("?")[0]
        if path.startswith("/tagging/category/"):
            return self.answer(200, {"id": urn, "name": "category " + urn})
        if path != "/session" and urn not in TAGS:
            return self.answer(404)
        if path.startswith("/tagging/tag/"):
            return self.answer(200, {"id": urn, "name": TAGS[urn][0], "category_id": TAGS[urn][1]})
        return self.answer(200)

    do_GET = do_POST = do_DELETE = handle_request

    def log_message(self, *_):
        pass
