import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/* Colours are the console's tokens; custom properties reach into the shadow tree that an editor stands in. */

const look = EditorView.theme({
  '&': {
    color: 'var(--text)',
    backgroundColor: 'var(--ground)',
    fontSize: '0.9286rem',
    height: '100%',
  },
  // The page draws it around the whole, gutter and all.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderInlineStartColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--quiet)', borderInlineEnd: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--text)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-ground)',
    outline: '1px solid var(--accent)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--ground)',
    color: 'var(--text)',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    maxWidth: 'min(36rem, 90vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '18rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.1875rem 0.5rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-completionDetail': { color: 'inherit', opacity: '0.85', fontStyle: 'normal' },
  '.cm-completionInfo, .described': {
    padding: '0.375rem 0.625rem',
    fontFamily: 'var(--font)',
    fontSize: '0.875rem',
    whiteSpace: 'pre-line',
  },
  '.cm-diagnostic': { padding: '0.25rem 0.625rem', fontFamily: 'var(--font)', whiteSpace: 'pre-line' },
  '.cm-diagnostic-error': { borderInlineStart: '4px solid var(--bad)' },
  '.cm-diagnostic-info': { borderInlineStart: '4px solid var(--warn)' },
  '.cm-lintRange': { backgroundImage: 'none', textDecoration: 'underline 2px', textUnderlineOffset: '0.2em' },
  '.cm-lintRange-error': { textDecorationStyle: 'wavy', textDecorationColor: 'var(--bad)' },
  '.cm-lintRange-info': { textDecorationStyle: 'dotted', textDecorationColor: 'var(--warn)' },
  '.cm-specialChar': { color: 'var(--bad)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--raised)',
    borderColor: 'var(--edge)',
    color: 'var(--quiet)',
    padding: '0 0.5em',
  },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { padding: '0.375rem 0.5rem', fontFamily: 'var(--font)' },
  '.cm-textfield': { backgroundColor: 'var(--ground)', border: '1px solid var(--edge)', minHeight: '1.5rem' },
  '.cm-button': {
    background: 'var(--ground)',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    minHeight: '1.5rem',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-ground)', outline: '1px solid var(--warn)' },
  '.mark': {
    marginInlineStart: '0.5em',
    padding: '0 0.5em',
    border: '1px solid var(--edge)',
    borderRadius: '1em',
    fontFamily: 'var(--font)',
    fontSize: '0.8125rem',
    display: 'inline-block',
    lineHeight: '1.35',
    whiteSpace: 'nowrap',
  },
  '.mark-masked': { borderStyle: 'dashed' },
  '.mark-withheld': {
    background: 'repeating-linear-gradient(135deg, transparent 0 4px, var(--sunken) 4px 8px)',
  },
  '.mark-hit': { border: '2px solid var(--warn)', color: 'var(--warn)', fontWeight: '600' },
  '.mark-unanswered': { borderStyle: 'dotted', borderColor: 'var(--bad)', color: 'var(--bad)' },
});

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.bool, tags.null], color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.integer, tags.float], color: 'var(--warn)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.variableName, tags.attributeName, tags.atom], color: 'var(--warn)' },
  { tag: [tags.typeName, tags.className], color: 'var(--accent)' },
]);

/** How editors look. */
export const theme: Extension = [look, syntaxHighlighting(words)];
