import { PortcullisError } from '../schema/errors.js';

/*
 * An instance names its logs: `main` itself, `main.w3` of its third worker, `main.cli` of its operators, and `main.register`, which
 * names the others. An instance's own name has no dot.
 */

const operators = '.cli';
const register = '.register';
const worker = /\.w[1-9][0-9]*$/;
const ofInstance = /\.(?:w[1-9][0-9]*|cli|register)$/;

/**
 * The log of a worker: `main` and 3 give `main.w3`.
 *
 * @param slot number of the worker among the live ones, from 1; reused once its process has ended
 * @throws PortcullisError AUDIT_UNAVAILABLE if the instance is named like a worker, or the id would be too long
 */
export function workerLogId(instance: string, slot: number): string {
  const id = `${instance}.w${slot}`;
  // A worker of `main.w3` and one of `main` must never share a log.
  if (worker.test(instance) || !/^[A-Za-z0-9._-]{1,64}$/.test(id) || !Number.isSafeInteger(slot) || slot < 1)
    throw new PortcullisError('AUDIT_UNAVAILABLE', { message: `"${id}" is no id of a worker's log.` });
  return id;
}

/** The log of an instance's operators. */
export function operatorLogId(instance: string): string {
  return `${instance}${operators}`;
}

/** The log that names the logs of an instance, and the registers of others. */
export function registerLogId(instance: string): string {
  return `${instance}${register}`;
}

/** True for the register of any instance. */
export function isRegister(log: string): boolean {
  return log.endsWith(register);
}

/** True for a log of answers, which receipts name: not for one of operators, nor for a register. */
export function isOfAnswers(log: string): boolean {
  return !log.endsWith(operators) && !isRegister(log);
}

/** True for an instance's logs: its own, its workers', its operators', its register. */
export function isLogOf(instance: string, log: string): boolean {
  return instanceOf(log) === instance;
}

/** The instance of a log; any other id is an instance of its own. */
export function instanceOf(log: string): string {
  return log.replace(ofInstance, '');
}
