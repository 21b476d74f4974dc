"""The part of vCenter's REST API that handles tags."""
import http.client
import json
import ssl
from base64 import b64encode
from urllib.parse import quote

if __package__:
    from .problem import Problem
else:
    from problem import Problem

API = "/rest/com/vmware/cis"
TAGGING = API + "/tagging"


class VCenter:
    """One REST session: logs in when entered, logs out when left."""

    def __init__(self, settings):
        self._settings = settings
        self._session = None
        self._connection = connection(settings)

    def __enter__(self):
        try:
            login = "%s:%s" % (self._settings.user, self._settings.password)
            basic = "Basic " + b64encode(login.encode("utf-8")).decode("ascii")
            session = self._call("POST", API + "/session", "log in", headers={"Authorization": basic})
            if not isinstance(session, str) or not session.isascii() or not session.isprintable():
                raise Problem("cannot log in: what answered is no vCenter, check VC")
            self._session = session
        except BaseException:
            self._connection.close()
            raise
        return self

    def __exit__(self, *_):
        try:
            self._call("DELETE", API + "/session", "log out")
        except Problem:
            pass  # The work is done, and vCenter ends an idle session by itself.
        finally:
            self._connection.close()

    def change_tag(self, action, tag, vm):
        path = "%s/tag-association/id:%s?~action=%s" % (TAGGING, quote(tag, safe=":"), action)
        self._call("POST", path, "%s the tag %s" % (action, tag), {"object_id": {"id": vm, "type": "VirtualMachine"}})

    def find_tag(self, name, category):
        """The URN of the tag: the API lists only ids, so each has to be looked at."""
        try:
            found = [urn for urn in self._call("GET", TAGGING + "/tag", "list the tags") or []
                     if self._is_named(urn, name, category)]
        except (KeyError, TypeError):
            raise Problem("cannot find the tag: vCenter's answer has another form than expected") from None
        if not found:
            raise Problem("no tag with the name of TAG_NAME%s" % (" in TAG_CATEGORY" if category else ""))
        if len(found) > 1:
            raise Problem("%d tags have the name of TAG_NAME: set TAG_CATEGORY, or TAG_URN" % len(found))
        return found[0]

    def _is_named(self, urn, name, category):
        tag = self._get("tag", urn)
        if tag["name"] != name:
            return False
        return not category or self._get("category", tag["category_id"])["name"] == category

    def _get(self, kind, urn):
        return self._call("GET", "%s/%s/id:%s" % (TAGGING, kind, quote(urn, safe=":")), "read a " + kind)

    def _call(self, method, path, purpose, body=None, headers=None):
        headers = dict(headers or {}, Accept="application/json")
        if self._session:
            headers["vmware-api-session-id"] = self._session
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body)
        try:
            self._connection.request(method, path, data, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise Problem("cannot %s: %s" % (purpose, self._unreachable(error))) from None
        if response.status != 200:
            raise Problem("cannot %s: %s" % (purpose, refusal(response.status, content)))
        return value_of(content, purpose)

    def _unreachable(self, error):
        where = self._settings.host
        if isinstance(error, ssl.SSLCertVerificationError):
            return "the certificate of %s is not trusted (%s): set SSL_CERT_FILE, or VC_INSECURE=true for a test" % (
                where, error.verify_message)
        if isinstance(error, TimeoutError):
            return "%s did not answer within %g s (VC_TIMEOUT)" % (where, self._settings.timeout)
        return "%s cannot be reached, check VC (%s)" % (where, getattr(error, "strerror", None) or type(error).__name__)


def connection(settings):
    if settings.scheme == "http":
        return http.client.HTTPConnection(settings.host, settings.port, timeout=settings.timeout)
    context = ssl.create_default_context()
    if settings.insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(settings.host, settings.port, timeout=settings.timeout, context=context)


def refusal(status, content):
    reasons = {
        401: "vCenter does not accept the user or the password (401)",
        403: "the user lacks the privilege 'Assign or Unassign vSphere Tag' (403)",
        404: "vCenter does not know the tag, or the VM is gone (404)",
    }
    reason = reasons.get(status, "vCenter answered with status %d" % status)
    try:
        messages = json.loads(content)["value"]["messages"]
        detail = "; ".join(message["default_message"] for message in messages)
    except (ValueError, KeyError, TypeError):
        detail = ""
    return "%s: %s" % (reason, detail) if detail else reason


def value_of(content, purpose):
    if not content.strip():
        return None
    try:
        return json.loads(content)["value"]
    except KeyError:
        return None  # The simulator leaves an empty list out.
    except (ValueError, TypeError):
        raise Problem("cannot %s: what answered is no vCenter, check VC" % purpose) from None
