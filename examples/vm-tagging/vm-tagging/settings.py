"""The function's settings, from its environment and its secrets."""
import os
from collections import namedtuple
from urllib.parse import urlsplit

if __package__:
    from .problem import Problem
else:
    from problem import Problem

Settings = namedtuple(
    "Settings", "scheme host port user password insecure timeout tag_urn tag_name tag_category action"
)

TRUE = ("1", "true", "yes", "on")
FALSE = ("", "0", "false", "no", "off")


def read_settings(environment):
    def get(name, default=""):
        return environment.get(name, "").strip() or default

    scheme, host, port = vcenter_address(get("VC"))
    action = get("TAG_ACTION", "attach").lower()
    if action not in ("attach", "detach"):
        raise Problem("TAG_ACTION must be attach or detach")
    urn, name = get("TAG_URN"), get("TAG_NAME")
    if not urn and not name:
        raise Problem("no tag: set TAG_URN (urn:vmomi:InventoryServiceTag:...:GLOBAL) or TAG_NAME")
    return Settings(
        scheme, host, port,
        credential(environment, "VC_USERNAME", "vcenter-username"),
        credential(environment, "VC_PASSWORD", "vcenter-password"),
        truth("VC_INSECURE", get("VC_INSECURE")),
        seconds("VC_TIMEOUT", get("VC_TIMEOUT", "10")),
        urn, name, get("TAG_CATEGORY"), action,
    )


def vcenter_address(text):
    if not text:
        raise Problem("no vCenter: set VC to its host name or URL")
    try:
        url = urlsplit(text if "://" in text else "https://" + text)
        host, port = url.hostname, url.port
    except ValueError:
        raise Problem("VC is neither a host name nor a URL such as https://vc.example.com") from None
    if url.username is not None:
        raise Problem("VC must not hold a user or password: use VC_USERNAME and VC_PASSWORD, or the secrets")
    if not host or url.scheme not in ("http", "https"):
        raise Problem("VC is neither a host name nor a URL such as https://vc.example.com")
    return url.scheme, host, port


def credential(environment, variable, secret):
    """A secret wins over the environment, which is easier to look at."""
    path = os.path.join(environment.get("secret_mount_path") or "/var/openfaas/secrets", secret)
    value = ""
    try:
        with open(path, encoding="utf-8") as file:
            value = file.read().strip()
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError):
        raise Problem("cannot read the secret %s: it must be a text file that this user may read" % path) from None
    value = value or environment.get(variable, "")
    if not value:
        raise Problem("no %s: create the secret %s, or set %s" % (secret, path, variable))
    return value


def truth(name, text):
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise Problem("%s must be true or false" % name)


def seconds(name, text):
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value <= 3600:
        raise Problem("%s must be a number of seconds above 0 and at most 3600" % name)
    return value
