#include "inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace vcenter_connector::net {
namespace {

// zlib's state, released however the function ends.
struct stream {
    z_stream z{};
    bool ready;

    // 15 bits of window, and 32 for "gzip or zlib, whichever it is" (zlib manual, inflateInit2).
    stream() { ready = inflateInit2(&z, 15 + 32) == Z_OK; }
    ~stream() { inflateEnd(&z); }
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;
};

}  // namespace

base::result<std::string> inflate(std::string_view compressed, std::size_t limit)
{
    stream in;
    if (!in.ready)
        return base::failure(base::errc::bad_encoding);
    in.z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));  // zlib only reads it
    in.z.avail_in = static_cast<uInt>(compressed.size());
    std::string out;
    std::array<char, 32768> block;
    while (true) {
        in.z.next_out = reinterpret_cast<Bytef*>(block.data());
        in.z.avail_out = static_cast<uInt>(block.size());
        const int status = ::inflate(&in.z, Z_NO_FLUSH);
        const std::size_t size = block.size() - in.z.avail_out;
        if (out.size() + size > limit)
            return base::failure(base::errc::body_too_large, "more than " + std::to_string(limit) + " bytes");
        out.append(block.data(), size);
        if (status == Z_STREAM_END)
            return out;
        if (status == Z_BUF_ERROR || (status == Z_OK && in.z.avail_in == 0 && size == 0))
            return base::failure(base::errc::truncated_body, "in a gzip body");
        if (status != Z_OK)
            return base::failure(base::errc::bad_encoding);
    }
}

}  // namespace vcenter_connector::net
