import type { AuditTarget } from '../../core/audit-events.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import type { AssetRow } from './repo.ts';

export const notFound = (id: AssetId): AppError => new AppError('asset_not_found', `There is no asset ${id}.`);

export const targetOf = ({ id, original_file_name: name }: AssetRow): AuditTarget => ({ kind: 'asset', id, name });
