import { runCommand, temporaryDataDirectory } from '../../support/command.js';

/** `portcullis start` with the demonstration, as a newcomer has it. */
export interface Product {
  readonly origin: string;
  /** Data directory. */
  readonly data: string;
  /** The newest link that it printed. */
  link(): string;
  close(): Promise<void>;
}

/** Starts it, with further arguments. */
export async function startProduct(args: readonly string[] = []): Promise<Product> {
  const directory = temporaryDataDirectory('portcullis browser ');
  const command = runCommand(['start', '--data', directory.path, '--port', '0', ...args]);
  const close = async (): Promise<void> => {
    await command.close();
    directory.remove();
  };
  try {
    const [, origin = ''] = await command.until(/ready at (http:\/\/[^/]+)/);
    return { origin, data: directory.path, close, link: () => newestLink(command.out()) };
  } catch (error) {
    await close();
    throw error;
  }
}

function newestLink(printed: string): string {
  const link = [...printed.matchAll(/http:\/\/\S+\/#\/sign-in\?code=\S+/g)].at(-1)?.[0];
  if (!link) throw new Error('no link was printed');
  return link;
}
