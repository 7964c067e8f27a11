import type { Duplex } from 'node:stream';

/**
 * Writes to a connection: all that is ready in one turn of the event loop leaves in one system call. Why `setImmediate`:
 * it runs as soon as everything that has come was read, so nothing waits for it.
 */
export function batchedWrites(socket: Duplex): (bytes: Uint8Array) => void {
  let isHeld = false;
  const release = (): void => {
    isHeld = false;
    socket.uncork();
  };
  return (bytes) => {
    if (!isHeld) {
      isHeld = true;
      socket.cork();
      setImmediate(release);
    }
    socket.write(bytes);
  };
}
