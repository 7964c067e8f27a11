import type { Deployment, SettledDelivery } from '../run/delivery.js';
import { propagateSubjects } from '../subjects/propagateSubjects.js';
import { tightenLoadedSource, writeLoadedSource } from './loadedSource.js';

/** A delivery whose records are shown now. */
export interface PublishedDelivery {
  readonly delivery: SettledDelivery;
  readonly deployment: Deployment;
  readonly runId: string;
  /** Records that the run took back. */
  readonly withdrawn: number;
}

/** A step that follows once records are shown. It may be repeated: a run that is stopped here goes on here. */
type FollowUp = (published: PublishedDelivery) => Promise<void>;

/** All steps, in order: what else is made of published records is one more of these. */
const followUps: readonly FollowUp[] = [updateCatalogue, tellLinks];

/** Runs the steps after the last chunk of a run, before the run is done. */
export async function followUp(published: PublishedDelivery): Promise<void> {
  for (const step of followUps) await step(published);
}

/** Writes to the catalogue what is loaded. */
async function updateCatalogue({ delivery, deployment, runId, withdrawn }: PublishedDelivery): Promise<void> {
  const { source, originator, format, envelope, retry } = delivery;
  const { databases } = deployment;
  const loaded = { databases, runId, source, originator, format: format.name, kinds: format.kinds, withdrawn };
  // Why: records read again from quarantine are no delivery; the catalogue keeps naming the file that they came from.
  if (retry === true) await tightenLoadedSource(loaded, envelope);
  // Why not without an originator: what an agency may know of the demonstration depends on its records.
  else if (originator !== '') await writeLoadedSource(loaded);
}

/** Tells the sources who is at the end of their links. Links that were not told are protected. */
async function tellLinks({ delivery: { sources }, deployment }: PublishedDelivery): Promise<void> {
  if (sources.every((keeper) => keeper === 'directory')) return;
  await propagateSubjects({ ...deployment, personsChanged: sources.includes('persons') });
}
