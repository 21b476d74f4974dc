// What a scripted server can do wrong, as values.
#pragma once

#include "support/http_message.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

struct fault {
    enum class delivery {
        whole,
        chunked,   ///< chunked transfer coding, `amount` bytes a chunk
        cut,       ///< the first `amount` bytes of the message, then the connection is closed
        drip,      ///< `amount` bytes at a time, `interval` between them
        announce,  ///< a Content-Length of `amount`, a few bytes, then silence
        endless,   ///< chunks without an end
        close,     ///< nothing at all; the connection is closed
    };

    bool execute = true;                  ///< the request takes effect, whatever is answered
    std::optional<server_reply> instead;  ///< answered in place of the true answer
    std::string raw;                      ///< sent in place of a whole HTTP message
    std::chrono::milliseconds delay{0};   ///< before it takes effect
    bool stall = false;                   ///< waits for `release` before it takes effect
    bool gzip = false;
    delivery form = delivery::whole;
    std::size_t amount = 0;
    std::chrono::milliseconds interval{0};
};

namespace faults {

/// Another answer in place of the true one; the request has no effect.
fault answer(unsigned status, std::string body, net::http_headers headers = {});
/// A status with a page of HTML, as a proxy answers.
fault html(unsigned status, net::http_headers headers = {});
fault redirect(std::string location);
/// A SOAP fault of that type with status 500.
fault soap(std::string_view type, std::string_view text = {});
fault empty_body();
fault garbage_xml();
/// Bytes that are no HTTP.
fault raw(std::string bytes);

/// The true answer, cut in the middle of its body.
fault truncated_body();
fault cut_after(std::size_t bytes);
fault drip(std::size_t bytes, std::chrono::milliseconds interval);
fault chunked(std::size_t bytes_a_chunk = 7);
fault gzip();
/// The request takes effect and the connection is closed without an answer.
fault lost_answer();
/// The connection is closed and the request has no effect.
fault close();

fault huge_announced();
fault endless_chunks();

fault delay(std::chrono::milliseconds time);
/// Nothing happens until `scripted_server::release`.
fault stall();

}  // namespace faults
}  // namespace vcenter_connector::test
