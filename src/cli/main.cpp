// The command line: one verb each, exit codes 0 done, 1 the answer is no, 2 wrong use, 3 the world failed.
#include "cli/commands.h"

int main(int argc, char** argv) { return zw::cli::run(argc, argv); }
