import { join } from 'node:path';

/** Paths in a data directory. */
export type DataLayout = Readonly<ReturnType<typeof dataLayout>>;

/** Layout of the data directory at `root`, an absolute path. */
export function dataLayout(root: string) {
  const database = join(root, 'database');
  return {
    root,
    /** Holds `cluster` and `passwords`; made atomically, by a rename. */
    database,
    /** PostgreSQL's own data directory. */
    cluster: join(database, 'cluster'),
    /** Passwords of the database's roles, JSON, 0600. */
    passwords: join(database, 'passwords.json'),
    /** Folder of the unix socket, if its path is short enough. */
    socket: join(root, 'socket'),
    /** The server's log about itself; never statements or values. */
    log: join(root, 'postgres.log'),
    /** Library links, if the package's own folder is read-only. */
    libraryLinks: join(root, 'postgres-libraries'),
    /** Copy of the server's binaries, if the database's user cannot reach the package. */
    binaries: join(root, 'postgres-binaries'),
    /** Held while a command looks for the server or starts it. */
    startLock: join(root, 'start.lock'),
  };
}
