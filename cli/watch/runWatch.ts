import { resolveEnvelope } from '../../ingest/rows/envelope/envelope.js';
import { PortcullisError } from '../../schema/errors.js';
import { chooseFormat } from '../ingest/ingest.js';
import { type Output, print } from '../output/printLine.js';
import { soFar } from '../waiting.js';
import { describeEnding } from './report.js';
import { type WatchEvent, type WatchOptions, watchFolder } from './watchFolder.js';

/** A watch on the command line. */
export interface WatchCommandOptions extends Omit<WatchOptions, 'onEvent'>, Output {}

/**
 * Watches a folder and prints what happens, with `json` one object a line.
 *
 * @returns whether every delivery was ingested
 * @throws BAD_USER_INPUT, FORBIDDEN before anything is taken, where the options would make every delivery fail
 */
export async function runWatch(options: WatchCommandOptions): Promise<boolean> {
  await assertMayIngest(options);
  const onEvent = (event: WatchEvent): void => print(options, event, () => describeEvent(event));
  const { failed, atHand } = await watchFolder({ ...options, onEvent });
  return failed === 0 && (atHand === null || options.signal.aborted);
}

/** Why at once: a wrong agency or mapping would move every delivery to `failed`. */
async function assertMayIngest({ policy, format, mapping, envelope }: WatchCommandOptions): Promise<void> {
  if (format !== 'auto') {
    const chosen = await chooseFormat({ format, files: [], ...(mapping === undefined ? {} : { mapping }) });
    resolveEnvelope(policy, chosen.format.source ?? chosen.format.name, chosen.format.envelope, envelope);
    return;
  }
  const { originator } = envelope;
  const [source] = policy.agencies[originator]?.originates ?? [];
  if (policy.agencies[originator] && source === undefined) {
    throw new PortcullisError('FORBIDDEN', {
      message: `${originator} originates no source: see agencies.yaml.`,
    });
  }
  resolveEnvelope(policy, source ?? '', {}, envelope);
}

function describeEvent(event: WatchEvent): string[] {
  switch (event.event) {
    case 'WATCHING':
      return [`watching ${event.folder}`];
    case 'PUT_AWAY':
      return [...describeEnding(event.delivery, event.ending), `  moved to ${event.to}`];
    case 'WAITING':
      return [`${event.delivery} waits${soFar(event.waitedMs)}: ${event.why}`];
    case 'PASSED_OVER':
      return [`${event.name} is left in place: ${event.why}`];
    case 'CHANGED':
      return [`${event.delivery} was still being written: it is taken again when it is complete`];
    case 'STUCK':
      return [`${event.delivery} could not be archived, ${event.why}: it stays at hand for the next start`];
    case 'STOPPED':
      return [event.atHand === null ? 'stopped' : `stopped: the next start resumes ${event.atHand}`];
  }
}
