import { describeWithReal } from '../ingest/support/samples.js';
import { expectRecorded } from './expectRecorded.js';
import { realFiles, recordReal } from './real.js';

describeWithReal('what the real public files become', realFiles, () => {
  expectRecorded('real', recordReal, 60);
});
