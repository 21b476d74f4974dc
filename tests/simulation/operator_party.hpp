// The operator of a simulated world: looks at the dead letters, and puts them back beside the connector.
#pragma once

#include "contract.hpp"

#include "vcenter_connector/store/dead_letters.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::simulation {

class operator_party {
public:
    /// `vfs` and `path`: of the journal.
    operator_party(trace& to, contract& ledger, std::string vfs, std::string path)
        : trace_(to), contract_(ledger), vfs_(std::move(vfs)), path_(std::move(path))
    {
    }

    void redeliver_all(base::wall_time now);
    /// Shows the ledger the table of dead letters.
    void show_all();

private:
    std::vector<store::dead_letter> letters();

    trace& trace_;
    contract& contract_;
    std::string vfs_;
    std::string path_;
};

}  // namespace vcenter_connector::simulation
