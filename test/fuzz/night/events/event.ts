import type { Night } from '../night.js';
import { untilAnswered } from '../untilAnswered.js';

/** Something that happens in a night, once at least. */
export interface NightEvent {
  readonly name: string;
  /** Not before this one. */
  readonly after?: string;
  /** Restarts or reloads the server: never together with another that does. */
  readonly holdsServer?: boolean;
  run(night: Night): Promise<void>;
}

/** Runs a command, which must end with a code: where something was broken meanwhile, when it is typed again; what it printed. */
export async function expectRun(night: Night, code: number, ...args: readonly string[]): Promise<string> {
  const begun = Date.now();
  let ran = await night.house.run(...args);
  if (ran.code !== code && night.troubles.some(({ to }) => to > begun)) {
    night.say(`again, after ${ran.code}: portcullis ${args.join(' ')}: ${ran.err.trim().slice(0, 200)}`);
    await untilAnswered(night);
    ran = await night.house.run(...args);
  }
  if (ran.code !== code) {
    const said = `${unproven(ran.out).slice(-2000)} ${ran.err.slice(-800)}`;
    night.find('commands', `portcullis ${args.join(' ')} ended with ${ran.code}, not ${code}: ${said}`);
  }
  return ran.out;
}

/** Of what a verification printed, the logs that are not as they should be; anything else as it is. */
function unproven(out: string): string {
  try {
    const said = JSON.parse(out);
    const logs = said.audit?.logs ?? said.logs ?? [];
    const odd = logs.filter(({ verdict }: { verdict: string }) => verdict !== 'OK');
    return odd.length > 0 ? JSON.stringify(odd) : out;
  } catch {
    return out;
  }
}

/** Reloads the server: nothing is lost but exports, whose worker is replaced; what the server said. */
export async function reload(night: Night, codes: readonly string[] = []): Promise<string> {
  let said = '';
  const work = async (): Promise<void> => {
    said = await night.house.reload();
  };
  await night.trouble('reload', work, ['CUT', ...codes]);
  return said;
}
