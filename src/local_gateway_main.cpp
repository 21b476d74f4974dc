#include "vcenter_connector/local_gateway/run.hpp"

int main(int argc, char** argv)
{
    return vcenter_connector::local_gateway::run(argc, argv);
}
