#include "content_coding.hpp"

#include "vcenter_connector/base/text.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace vcenter_connector::net {
namespace {

using base::errc;

// 15 bits of window; 32 more for "gzip or zlib, whichever it is", less than 0 for neither frame (zlib manual,
// inflateInit2).
constexpr int framed = 15 + 32;
constexpr int bare = -15;

// zlib's state, released however the function ends.
struct stream {
    z_stream z{};
    bool ready;

    explicit stream(int window) { ready = inflateInit2(&z, window) == Z_OK; }
    ~stream() { inflateEnd(&z); }
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;
};

// What follows the end of a member that begins no other one does not count, as for gzip(1).
bool another_member(std::string_view rest) noexcept
{
    return rest.starts_with("\x1F\x8B");
}

base::result<std::string> inflate(std::string_view packed, int window, std::size_t limit)
{
    stream in(window);
    if (!in.ready)
        return base::failure(errc::bad_encoding);
    in.z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib only reads it
    in.z.avail_in = static_cast<uInt>(packed.size());
    std::string out;
    std::array<char, 32768> block;
    while (true) {
        in.z.next_out = reinterpret_cast<Bytef*>(block.data());
        in.z.avail_out = static_cast<uInt>(block.size());
        const int status = ::inflate(&in.z, Z_NO_FLUSH);
        const std::size_t size = block.size() - in.z.avail_out;
        if (out.size() + size > limit)
            return base::failure(errc::body_too_large, "more than " + std::to_string(limit) + " bytes");
        out.append(block.data(), size);
        if (status == Z_STREAM_END) {
            if (!another_member(packed.substr(packed.size() - in.z.avail_in)))
                return out;
            inflateReset(&in.z);
        } else if (status == Z_BUF_ERROR || (status == Z_OK && in.z.avail_in == 0 && size == 0)) {
            return base::failure(errc::truncated_body, "in a packed body");
        } else if (status != Z_OK) {
            return base::failure(errc::bad_encoding);
        }
    }
}

base::result<std::string> undo(std::string_view coding, std::string body, std::size_t limit)
{
    if (base::iequals(coding, "identity"))
        return body;
    const bool deflate = base::iequals(coding, "deflate");
    if (!deflate && !base::iequals(coding, "gzip") && !base::iequals(coding, "x-gzip"))
        return base::failure(errc::bad_encoding,
                             "its Content-Encoding is not known: " + base::printable(coding, 40));
    auto plain = inflate(body, framed, limit);
    // RFC 9110, section 8.4.1.2: some send "deflate" without zlib's frame.
    if (!plain && deflate && plain.error().is(errc::bad_encoding))
        plain = inflate(body, bare, limit);
    return plain;
}

}  // namespace

base::result<http_response> decoded(http_response response, std::size_t limit)
{
    auto codings = base::split_list(response.header("Content-Encoding"));
    if (codings.empty() || response.body.empty())
        return response;
    for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
        auto body = undo(*coding, std::move(response.body), limit);
        if (!body)
            return body.error();
        response.body = std::move(*body);
    }
    std::erase_if(response.headers, [](const http_header& each) {
        return base::iequals(each.name, "Content-Encoding") || base::iequals(each.name, "Content-Length");
    });
    return response;
}

}  // namespace vcenter_connector::net
