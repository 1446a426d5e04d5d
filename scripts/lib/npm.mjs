/**
 * npm runs a script in a shell which, ended by a signal, leaves the script running on. So whoever stops `npm start` by its process
 * id would leave a server behind: once the shell is gone, this process ends as if the signal had reached it.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
