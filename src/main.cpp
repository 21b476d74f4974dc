#include "vcenter_connector/app/program.hpp"

int main(int argc, char** argv)
{
    return vcenter_connector::app::run_program(argc, argv);
}
