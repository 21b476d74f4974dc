// What the process asks of the system for its own safety.
#pragma once

namespace vcenter_connector::app {

/// No core dump holds a password: neither a file nor what is piped to a crash handler. Other processes of the
/// same user cannot read the memory either (prctl(2), PR_SET_DUMPABLE).
void keep_secrets_out_of_core_dumps() noexcept;

/// A name server that does not answer holds a look-up up for seconds, not for half a minute, so that a stop
/// is not held up by one (resolv.conf(5), RES_OPTIONS). What the environment says already stays. To be called
/// before a second thread starts.
void bound_name_lookups() noexcept;

/// A file that may not grow any more (RLIMIT_FSIZE) is an error of the write, not the end of the process.
void survive_file_limits() noexcept;

/// Large buffers go back to the system when they are freed: memory after a burst is that before it. Two heaps
/// at most: with one, the journal's thread and the event loop wait for each other's allocations (mallopt(3)).
void bound_heap() noexcept;

}  // namespace vcenter_connector::app
