import { join } from 'node:path';

/** Where each thing lies in a data directory. */
export interface DataLayout {
  readonly root: string;
  /** Holds `cluster` and `passwords`; comes into being whole, by a rename. */
  readonly database: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** Passwords of the database's roles, JSON, 0600. */
  readonly passwords: string;
  /** Folder of the unix socket, where its path is short enough. */
  readonly socket: string;
  /** What the database server says about its own life; never statements or values. */
  readonly log: string;
  /** Library links, where the package's own folder is read-only. */
  readonly libraryLinks: string;
  /** Copy of the server's binaries, where the database's user cannot reach the package. */
  readonly binaries: string;
  readonly keys: string;
  /** Held while a command looks for the server or starts it. */
  readonly startLock: string;
}

/** Layout of the data directory at `root`, an absolute path. */
export function dataLayout(root: string): DataLayout {
  const database = join(root, 'database');
  return {
    root,
    database,
    cluster: join(database, 'cluster'),
    passwords: join(database, 'passwords.json'),
    socket: join(root, 'socket'),
    log: join(root, 'postgres.log'),
    libraryLinks: join(root, 'postgres-libraries'),
    binaries: join(root, 'postgres-binaries'),
    keys: join(root, 'keys'),
    startLock: join(root, 'start.lock'),
  };
}
