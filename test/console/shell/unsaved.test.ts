import { afterEach, describe, expect, test } from '@jest/globals';
import { isUnsaved, noteUnsaved, orAsk, saveUnsaved, watchUnload } from '../../../console/shell/unsaved.js';

afterEach(() => noteUnsaved(undefined));

/** Whether the browser asks before a page closes. */
const asksBeforeClosing = (page: EventTarget): boolean =>
  !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('work that is on the page alone', () => {
  test('is lost by nothing that the officer does before it is asked', () => {
    const done: string[] = [];
    const asked: (() => void)[] = [];
    const change = () =>
      orAsk(
        () => done.push('changed'),
        (lose) => asked.push(lose),
      );
    noteUnsaved(() => undefined);
    change();
    expect([done, asked.length]).toEqual([[], 1]);
    asked[0]?.();
    expect(done).toEqual(['changed']);
    noteUnsaved(undefined);
    change();
    expect([done, asked.length]).toEqual([['changed', 'changed'], 1]);
  });

  test('is not closed by the browser before it asks, and is nobody’s once its viewer is gone', () => {
    const page = new EventTarget();
    const end = watchUnload(page);
    expect(asksBeforeClosing(page)).toBe(false);
    noteUnsaved(() => undefined);
    expect(asksBeforeClosing(page)).toBe(true);
    end();
    expect([isUnsaved(), asksBeforeClosing(page)]).toEqual([false, false]);
  });

  test('is saved as it was noted last, once', () => {
    const saved: string[] = [];
    noteUnsaved(() => saved.push('before'));
    noteUnsaved(() => saved.push('now'));
    saveUnsaved();
    saveUnsaved();
    expect([saved, isUnsaved()]).toEqual([['now'], false]);
  });
});
