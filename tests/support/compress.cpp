#include "support/compress.hpp"

#include <zlib.h>

namespace vcenter_connector::test {

namespace {

std::string packed(std::string_view text, int window)
{
    z_stream z{};
    deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, text.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

}  // namespace

// 15 bits of window, and 16 for a gzip header, or negative for no frame at all (zlib manual, deflateInit2).
std::string gzip(std::string_view text)
{
    return packed(text, 15 + 16);
}

std::string zlib(std::string_view text)
{
    return packed(text, 15);
}

std::string raw_deflate(std::string_view text)
{
    return packed(text, -15);
}

}  // namespace vcenter_connector::test
