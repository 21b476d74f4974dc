#include "journal_batch.hpp"

#include <utility>

namespace vcenter_connector::store {

base::result<void> journal_batch::step(journal_file& file)
{
    if (!written && !writes.empty())
        if (auto done = file.write(writes); !done)
            return done;
    written = true;
    for (; claims_done < claims.size(); ++claims_done) {
        auto found = file.read(claims[claims_done]->what);
        if (!found)
            return found.error();
        claims[claims_done]->found = std::move(*found);
    }
    for (; others_done < others.size(); ++others_done)
        if (auto done = others[others_done](file); !done)
            return done;
    return {};
}

void journal_batch::work_off(journal_file& file)
{
    failed.reset();
    if (const auto done = step(file); !done)
        failed = done.error();
    for (auto& queue : file.take_arrivals())
        arrivals.push_back(std::move(queue));
    const auto more = file.take_dropped();
    dropped.by_count += more.by_count;
    dropped.by_age += more.by_age;
}

}  // namespace vcenter_connector::store
