import { toConfig } from '../config/config.ts';
import { readSettings } from '../config/read.ts';
import { systemClock } from '../core/clock.ts';
import { defineCommand } from './command.ts';

export const secretsRotate = defineCommand({
  name: 'secrets rotate',
  summary: 'Encrypt the secrets in the database with a new key',
  options: {
    'give-up-unreadable': {
      type: 'boolean',
      doc: 'start with the key there is although the former one is lost; what it encrypted has to be entered again',
    },
  },
  notes: [
    'With a key file, a new key is made. With Security__EncryptionKey, set it to a new key first, name the former one in',
    'Security__PreviousEncryptionKeys, and start NekoHub anew; run this then. NekoHub may go on meanwhile. When this was',
    'stopped, run it again: it goes on, and nothing is lost.',
  ],
  async run({ options }) {
    const config = toConfig(readSettings());
    const { openDatabase } = await import('../db/database.ts');
    const { openEncryptionKeys } = await import('../keys.ts');
    const { createSealer } = await import('../core/sealing.ts');
    const { createAudit } = await import('../modules/audit/service.ts');
    const secrets = await import('../modules/secrets/service.ts');
    const { starting } = await import('../start-faults.ts');
    const clock = systemClock;
    const tell = (_fields: object, message: string) => void process.stderr.write(`${message}\n`);
    const log = { error: tell, warn: tell };
    const db = await starting('database', () => openDatabase(config.database, { clock, log }));
    try {
      const { keys, where, file } = await starting('keys', () => openEncryptionKeys(config));
      const sealer = createSealer(keys);
      const giveUp = options['give-up-unreadable'] ?? false;
      if (giveUp) await secrets.acceptEncryptionKey({ db, sealer });
      await secrets.checkEncryptionKey({ db, sealer }, where);
      // More than one: it was stopped before it was done.
      if (file && file.keys().length === 1) file.add();
      const audit = createAudit({ db, clock, log });
      const { resealed, unreadable } = await secrets.resealSecrets({ db, sealer, clock, audit });
      process.stdout.write(`${resealed} secrets are encrypted with the new key now.\n`);
      if (unreadable > 0 && !giveUp) {
        process.stdout.write(
          `${unreadable} could not be read with any key, and former keys are kept. If they are lost, use --give-up-unreadable.\n`,
        );
        return 1;
      }
      file?.forgetFormer();
      if (config.previousEncryptionKeys.length > 0) {
        process.stdout.write('Security__PreviousEncryptionKeys is not needed any more.\n');
      }
      return 0;
    } finally {
      await db.destroy();
    }
  },
});
