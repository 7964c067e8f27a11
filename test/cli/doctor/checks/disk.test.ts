import { describe, expect, it } from '@jest/globals';
import { disk, judge, lasting } from '../../../../cli/doctor/checks/disk.js';
import { examine } from '../../../../cli/doctor/examine.js';
import { openIdleDeployment } from '../../support/idleDeployment.js';

const deployment = await openIdleDeployment('portcullis disk ');

describe('the disk', () => {
  it('is judged by what is free, and by the days that it lasts', () => {
    const of = (free: number, all: number) => judge('/', { free, all }).severity;
    expect([of(50e9, 100e9), of(9e9, 100e9), of(0.9e9, 4e9)]).toEqual(['OK', 'WARNING', 'FAULT']);
    const days = (perDay: number) => lasting('/', { free: 100e9 }, perDay).severity;
    expect([days(1e9), days(4e9), days(40e9)]).toEqual(['OK', 'WARNING', 'FAULT']);
  });

  it('is judged by the log where that is, in a database of its own too', async () => {
    const { adminUrl, name } = deployment.database;
    const apart = { databaseUrl: adminUrl.replace(`/${name}?`, '/postgres?'), databaseUrlAudit: adminUrl };
    const { findings } = await examine({ ...deployment.settings, ...apart }, { checks: [disk] });
    expect(findings.find(({ place }) => ['database', 'disk'].includes(place))).toMatchObject({
      severity: 'OK',
      message: expect.stringMatching(/^0\.\d\d GB, the log in another database 0\.\d\d GB/),
    });
  });
});
