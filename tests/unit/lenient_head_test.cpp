// What servers and proxies send as the head of an answer, and what Go, curl and browsers make of it.
#include "../../src/net/lenient_head.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace vcenter_connector::net;

namespace {

// The head as the connector's parser gets it.
std::string mended(const std::string& head)
{
    REQUIRE(head_length(head) == head.size());
    return is_strict(head) ? head : strict_head(head);
}

}  // namespace

TEST_CASE("A header block ends with its first blank line, of CRLF or of LF", "[net]")
{
    const std::string head = GENERATE("HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "HTTP/1.1 200 OK\nA: b\n\n",
                                      "HTTP/1.1 200 OK\r\nA: b\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n\n",
                                      "\r\n\nHTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 202\n\n");
    CAPTURE(head);
    CHECK(head_length(head) == head.size());
    CHECK(head_length(head + "\r\n\r\nbody") == head.size());
    for (std::size_t size = 0; size < head.size(); ++size)
        CHECK(head_length(head.substr(0, size)) == 0);
}

TEST_CASE("What begins like an answer of HTTP/1 is told from what does not by its first bytes", "[net]")
{
    for (const std::string text : {"", "H", "HTTP", "HTTP/", "HTTP/1.1 200", "\r\n", "\r\nHTTP/1"})
        CHECK(begins_like_answer(text));
    for (const std::string text : {"h", "SSH-2.0-OpenSSH", "HTTQ", "\x15\x03\x01", " HTTP/1.1", "<html>"})
        CHECK_FALSE(begins_like_answer(text));
}

TEST_CASE("A status has arrived with what follows its three digits", "[net]")
{
    for (const std::string text : {"HTTP/1.1 202 ", "HTTP/1.1 202\r", "HTTP/1.1 202\n", "HTTP/1.0 202 Acc",
                                   "HTTP/1.1  202 Accepted\r\n", "\r\nHTTP/1.1 202 x"})
        CHECK(arrived_status(text) == 202);
    for (const std::string text :
         {"", "HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 202", "HTTP/1.1 2022 ", "HTTP/1.1 20x ",
          "HTTP/1.1 202Accepted ", "HTTP/ 202 ", "HTTP/x 202 ", "HTTP/9.9 202 ", "HTTP/1.x\n202 202 \n",
          "HTTP/1.1\r\nVia: 202 202 \r\n"})
        CHECK(arrived_status(text) == 0);
}

TEST_CASE("A strict header block needs no change", "[net]")
{
    CHECK(is_strict("HTTP/1.1 200 OK\r\n\r\n"));
    CHECK(is_strict("HTTP/1.0 404 \r\nServer: nginx\r\n\r\n"));
    CHECK(is_strict("HTTP/1.1 200 OK\r\nX-Empty:\r\nContent-Length: 12\r\nX-Text: \x80\xFF \t;\r\n\r\n"));
    CHECK(is_strict("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
}

TEST_CASE("Heads that others take are made strict", "[net]")
{
    struct row {
        std::string sent, wanted;
    };
    const std::string ok = "HTTP/1.1 200 \r\n";
    const auto big = std::string(61'440, 'x');
    const auto at = GENERATE_COPY(from_range(std::vector<row>{
        // no reason phrase, and no blank: RFC 9112, section 4, wants the blank
        {"HTTP/1.1 202\r\n\r\n", "HTTP/1.1 202 \r\n\r\n"},
        {"HTTP/1.0 202\r\nA: b\r\n\r\n", "HTTP/1.0 202 \r\nA: b\r\n\r\n"},
        {"HTTP/1.1   200   OK\r\n\r\n", ok + "\r\n"},
        {"HTTP/1.1 200 O\x01K\r\n\r\n", ok + "\r\n"},
        // bare LF: section 2.2
        {"HTTP/1.1 200 OK\nA: b\n\n", ok + "A: b\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n", ok + "A: b\r\nC: d\r\n\r\n"},
        // a blank before the colon: section 5.1
        {"HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\n", ok + "Content-Length: 5\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nA\t :b\r\n\r\n", ok + "A: b\r\n\r\n"},
        // chunked wins: section 6.3
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
         ok + "Transfer-Encoding: chunked\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 5\r\n\r\n",
         ok + "Transfer-Encoding: chunked\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
         ok + "Transfer-Encoding: chunked\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n",
         ok + "Content-Length: 5\r\n\r\n"},
        // one length, said twice
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
         ok + "Content-Length: 5\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n", ok + "Content-Length: 5\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", ok + "\r\n"},
        // two lengths are for the parser to refuse
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
         ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n"},
        // odd bytes in names and values, folding: section 5.2
        {"HTTP/1.1 200 OK\r\nA: x\x01y\x7Fz\r\n\r\n", ok + "A: x y z\r\n\r\n"},
        {std::string("HTTP/1.1 200 OK\r\nA: x\0y\r\n\r\n", 27), ok + "A: x y\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nX Y: z\r\n: w\r\nA: b\r\n\r\n", ok + "A: b\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nno colon\nA: b\r\n\r\n", ok + "no colon\r\nA: b\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nA: b\r\n  c\r\n\td\r\n\r\n", ok + "A: b c d\r\n\r\n"},
        // headers beyond what the parser holds
        {"HTTP/1.1 200 OK\r\nBig: " + big + "\r\nA: b\r\n\r\n", ok + "A: b\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\n" + std::string(2000, 'n') + ": v\r\nA: b\r\n\r\n", ok + "A: b\r\n\r\n"},
        // blank lines before it: section 2.2
        {"\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n", ok + "A: b\r\n\r\n"},
    }));
    CAPTURE(at.sent.substr(0, 200));
    CHECK_FALSE(is_strict(at.sent));
    CHECK(mended(at.sent) == at.wanted);
    CHECK(is_strict(at.wanted) == (at.wanted.find("Length: 6") == std::string::npos &&
                                   at.wanted.find("no colon") == std::string::npos));
}

TEST_CASE("What is no answer is left for the parser to refuse", "[net]")
{
    const std::string head = GENERATE("HTTP/1.1 20x OK\r\n\r\n", "HTTP/1.1\r\n\r\n",
                                      "HTTP/1.1 OK 200\r\n\r\n", "220 smtp\r\n\r\n");
    CHECK_FALSE(is_strict(head));
    CHECK(strict_head(head) == head);
}
