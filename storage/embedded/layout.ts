import { join } from 'node:path';

/** Where each thing lies in a data directory. */
export type DataLayout = Readonly<ReturnType<typeof dataLayout>>;

/** Layout of the data directory at `root`, an absolute path. */
export function dataLayout(root: string) {
  const database = join(root, 'database');
  return {
    root,
    /** Holds `cluster` and `passwords`; comes into being whole, by a rename. */
    database,
    /** PostgreSQL's own data directory. */
    cluster: join(database, 'cluster'),
    /** Passwords of the database's roles, JSON, 0600. */
    passwords: join(database, 'passwords.json'),
    /** Folder of the unix socket, where its path is short enough. */
    socket: join(root, 'socket'),
    /** What the database server says about its own life; never statements or values. */
    log: join(root, 'postgres.log'),
    /** Library links, where the package's own folder is read-only. */
    libraryLinks: join(root, 'postgres-libraries'),
    /** Copy of the server's binaries, where the database's user cannot reach the package. */
    binaries: join(root, 'postgres-binaries'),
    /** Held while a command looks for the server or starts it. */
    startLock: join(root, 'start.lock'),
  };
}
