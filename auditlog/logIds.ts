import { PortcullisError } from '../schema/errors.js';

/*
 * The logs of an instance are named by it: `main` itself, `main.w3` of its third worker, `main.cli` of its operators, and
 * `main.register`, which names the others. What an
 * instance is called has no dot in it.
 */

const operators = '.cli';
const register = '.register';
const worker = /\.w[1-9][0-9]*$/;
const ofInstance = /\.(?:w[1-9][0-9]*|cli|register)$/;

/**
 * Log of one worker of an instance: `main` and 3 give `main.w3`.
 *
 * @param slot number of the worker among those that live, from 1; a number is used again when its process has ended
 * @throws PortcullisError AUDIT_UNAVAILABLE where the instance is named like a worker, or the id would be too long
 */
export function workerLogId(instance: string, slot: number): string {
  const id = `${instance}.w${slot}`;
  // Why: a worker of `main.w3` and one of `main` must never mean the same log.
  if (worker.test(instance) || !/^[A-Za-z0-9._-]{1,64}$/.test(id) || !Number.isSafeInteger(slot) || slot < 1)
    throw new PortcullisError('AUDIT_UNAVAILABLE', { message: `"${id}" is no id of a worker's log.` });
  return id;
}

/** Log of what the operators of an instance do. */
export function operatorLogId(instance: string): string {
  return `${instance}${operators}`;
}

/** Log that names the logs of an instance, and the registers of others. */
export function registerLogId(instance: string): string {
  return `${instance}${register}`;
}

/** Whether a log is the register of an instance. */
export function isRegister(log: string): boolean {
  return log.endsWith(register);
}

/** Whether answers come out of a log, so that receipts name it: none do out of one of operators, or out of a register. */
export function isOfAnswers(log: string): boolean {
  return !log.endsWith(operators) && !isRegister(log);
}

/** Whether a log is of an instance: its own, that of a worker, one of its operators, or its register. */
export function isLogOf(instance: string, log: string): boolean {
  return instanceOf(log) === instance;
}

/** The instance that a log is of; an id that is named in no such way is an instance by itself. */
export function instanceOf(log: string): string {
  return log.replace(ofInstance, '');
}
