import { createLogFiles } from '../../auditlog/files/logFiles.js';
import { answersWithin } from '../../auditlog/opening/connection.js';
import type { SignIn } from '../../gateway/console/signInRoute.js';
import { createDocumentRepository, openRegister } from '../../gateway/documents/register/repository.js';
import { createUsageStore } from '../../gateway/documents/usage/repository.js';
import type { SourceClient } from '../../gateway/execution/transport/sourceClient.js';
import { openLocalKey } from '../../gateway/identity/localIssuer.js';
import { type RunningGateway, startGateway } from '../../gateway/index.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { packageFile, readPackageFile } from '../../schema/files.js';
import type { LimitStore } from '../../storage/limits/limitStore.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { readWitnesses } from '../instance/instanceLog.js';
import { budgetOf } from '../instance/limits.js';
import { openAssertOfRequest } from '../instance/requests.js';
import type { Serving } from '../instance/serving.js';
import { openTracer } from '../tracing/openTracer.js';
import { exportsOf } from './exportsOf.js';

/** What a gateway is opened with beside the context. */
export interface GatewayParts {
  readonly clientOf: (name: string, url: string) => SourceClient;
  readonly supergraphSdl?: string;
  readonly policyFiles?: PolicyFiles;
  readonly permissive?: boolean;
  readonly limits: LimitStore;
  readonly areLimitsReachable?: () => Promise<boolean>;
  readonly signIn?: SignIn;
}

/** The gateway in front of the sources, serving. */
export async function openGateway(serving: Serving, parts: GatewayParts): Promise<RunningGateway> {
  const { settings, context, log, lifecycle, meters } = serving;
  const supergraphSdl = parts.supergraphSdl ?? readPackageFile('schema', 'supergraph.graphql');
  const opened = await serving.openAuditLog(supergraphSdl);
  const auditLog = meters?.timed(opened) ?? opened;
  const probe = openLogPool(context.databases.auditWriterUrl, settings.logTimeoutMs);
  lifecycle.add('probe', () => probe.close());
  meters?.pool('log reader', probe);
  const register = openRegister(context.databases.gatewayUrl, settings.sourceTimeoutMs);
  lifecycle.add('register of documents', () => register.close());
  meters?.pool('documents', register);
  const gateway = await startGateway({
    ...parts,
    budget: budgetOf(serving, parts.limits),
    settings,
    supergraphSdl,
    policy: context.policy,
    auditLog,
    documents: createDocumentRepository(register),
    assertOfRequest: openAssertOfRequest(serving),
    localKey: await openLocalKey(context.keysDirectory),
    logFiles: { files: createLogFiles(probe), readers: readWitnesses(settings)?.witnesses.map(({ key }) => key) ?? [] },
    exports: exportsOf(probe, context.keys),
    // Its pages ask the product's own schema.
    ...(parts.supergraphSdl === undefined ? { consoleFolder: packageFile('dist', 'console') } : {}),
    observer: meters?.gateway,
    tracer: await openTracer(serving),
    storeUsage: createUsageStore(register),
    isDatabaseReady: () => answersWithin(probe, settings.deadlineMs / 5),
    log,
  });
  lifecycle.add('gateway', () => gateway.close());
  return gateway;
}
