// SOAP 1.1 envelopes of the vSphere API (WSDL namespace urn:vim25).
#pragma once

#include "vcenter_connector/base/result.hpp"

#include <string>
#include <string_view>

namespace vcenter_connector::vsphere {

/// A call as it goes over the wire.
struct soap_call {
    std::string method;    ///< for example `ReadNextEvents`
    std::string envelope;  ///< the request's body
};

/// `text` with the five XML special characters as entities, and without what XML 1.0 cannot hold (control
/// characters other than tab, LF, CR; U+FFFE, U+FFFF); ill-formed UTF-8 becomes U+FFFD.
std::string escape_xml(std::string_view text);

/// An envelope around one method element. `arguments` is XML that has been escaped already.
soap_call make_call(std::string_view method, std::string_view self_type, std::string_view self_value,
                    std::string_view arguments);

}  // namespace vcenter_connector::vsphere
