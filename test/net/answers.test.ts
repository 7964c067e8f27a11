import { describe } from '@jest/globals';
import { expectRecorded } from './expectRecorded.js';
import { recordAnswers } from './record.js';

describe('what every viewer is answered over the demonstration, what the log says of it, and what the sources are asked', () => {
  expectRecorded('answers', recordAnswers);
});
