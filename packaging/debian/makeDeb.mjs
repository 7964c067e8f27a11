import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from '../run.mjs';

/** Where each file of this folder is installed. */
const places = {
  'portcullis.yaml': 'usr/share/doc/portcullis/examples/portcullis.yaml',
  'lintian-overrides': 'usr/share/lintian/overrides/portcullis',
  copyright: 'usr/share/doc/portcullis/copyright',
  postinst: 'DEBIAN/postinst',
  prerm: 'DEBIAN/prerm',
  postrm: 'DEBIAN/postrm',
};

/** Makes the Debian package of what the tarball holds, by dpkg-deb. @returns its path */
export function makeDeb({ staged: { tree, own }, tarball, folder, out }) {
  const from = join(tree, 'packaging', 'debian');
  const product = join(folder, 'usr', 'lib', 'portcullis');
  mkdirSync(product, { recursive: true });
  run('tar', ['-x', '-f', tarball, '-C', product, '--strip-components=1', '--no-same-owner']);
  settleModes(product);
  for (const [name, place] of Object.entries(places)) put(join(folder, place), readFileSync(join(from, name)));
  for (const unit of ['portcullis.service', 'portcullis-nightly.service', 'portcullis-nightly.timer'])
    put(join(folder, 'usr/lib/systemd/system', unit), readFileSync(join(tree, 'docs', 'examples', unit)));
  for (const name of ['postinst', 'prerm', 'postrm']) chmodSync(join(folder, 'DEBIAN', name), 0o755);
  mkdirSync(join(folder, 'usr', 'bin'), { recursive: true });
  symlinkSync('../lib/portcullis/dist/cli/main.js', join(folder, 'usr', 'bin', 'portcullis'));
  for (const [name, place] of [
    ['docs', 'docs'],
    ['NEWS.md', 'CHANGELOG.md'],
  ])
    symlinkSync(`../../../lib/portcullis/${place}`, join(folder, 'usr', 'share', 'doc', 'portcullis', name));
  const pack = (text) => gzipSync(text, { level: 9 });
  const fill = (name) => fillIn(readFileSync(join(from, name), 'utf8'), own, folder);
  put(join(folder, 'usr/share/doc/portcullis/changelog.gz'), pack(fill('changelog')));
  put(join(folder, 'usr/share/man/man1/portcullis.1.gz'), pack(fill('portcullis.1')));
  put(join(folder, 'DEBIAN', 'control'), fill('control'));
  const deb = join(out, `portcullis_${own.version}_all.deb`);
  run('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', folder, deb]);
  return deb;
}

/** A text with version, date and size in place of their names. */
function fillIn(text, { version }, folder) {
  const date = new Date(process.env.SOURCE_DATE_EPOCH * 1000).toUTCString().replace('GMT', '+0000');
  const bytes = filesBelow(folder).reduce((sum, path) => sum + statSync(path).size, 0);
  const values = { version, date, kilobytes: String(Math.ceil(bytes / 1024)) };
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => values[name]);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Why: packages come with modes of their own, and only what begins with `#!` is run. */
function settleModes(folder) {
  for (const path of filesBelow(folder))
    chmodSync(path, readFileSync(path).subarray(0, 2).toString('latin1') === '#!' ? 0o755 : 0o644);
}

function put(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}
