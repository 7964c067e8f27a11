// SPDX-License-Identifier: Apache-2.0
import type { SubjectStatement } from '../records/base.js';

/** Columns of what a link states of the person at its end. What the person's own record says is told later. */
export function statedSubjectColumns(subject: SubjectStatement | null | undefined): Record<string, unknown> {
  return { subject_category: subject?.category ?? null, subject_minor: subject?.minor ?? null };
}
