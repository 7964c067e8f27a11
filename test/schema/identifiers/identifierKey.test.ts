import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { identifierForms } from '../../../schema/identifiers/identifierKey.js';
import { newId } from '../../../storage/keys/ref.js';

describe('the forms under which the log may name a text', () => {
  it.each([
    ['IMO 7937317', ['IMO 7937317', '7937317', 'IMO7937317']],
    ['csqu 305438-3', ['csqu 305438-3', 'CSQU3054383']],
    ['CSQU3054383', ['CSQU3054383']],
    ['person_two', ['person_two', 'PERSONTWO']],
  ])('are of a number those of each kind: %s', (text, forms) => {
    expect(identifierForms(text)).toEqual(forms);
  });

  it('are one of a public id: a search looked twice for each, under all agencies and months', () => {
    const id = newId('vesselrecord', randomBytes);
    expect(identifierForms(id)).toEqual([id]);
  });
});
