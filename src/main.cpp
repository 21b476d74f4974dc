#include "vcenter_connector/commands/program.hpp"

int main(int argc, char** argv)
{
    return vcenter_connector::commands::run_program(argc, argv);
}
