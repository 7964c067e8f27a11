import { describe } from '@jest/globals';
import { expectRecorded } from './expectRecorded.js';
import { recordStored } from './record.js';

describe('what deliveries of every format leave in the tables, and what exports give back', () => {
  expectRecorded('stored', recordStored);
});
