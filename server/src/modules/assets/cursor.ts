import { AppError } from '../../core/errors.ts';
import { parseId } from '../../core/ids.ts';

/** The sort keys of the last row of a page. */
export interface Cursor {
  readonly size: number;
  readonly createdAt: number;
  readonly id: string;
}

export const encodeCursor = ({ size, createdAt, id }: Cursor): string =>
  Buffer.from(JSON.stringify([size, createdAt, id])).toString('base64url');

/** @throws AppError `request_invalid` when the text is no cursor of ours */
export function decodeCursor(text: string): Cursor {
  try {
    const [size, createdAt, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    const assetId = typeof id === 'string' ? parseId(id) : undefined;
    if (Number.isSafeInteger(size) && Number.isSafeInteger(createdAt) && assetId) {
      return { size: Number(size), createdAt: Number(createdAt), id: assetId };
    }
  } catch {
    // Falls through: whatever is wrong with it, it is not a cursor.
  }
  throw new AppError('request_invalid', 'cursor is not valid: pass nextCursor of the page before.', {
    field: 'cursor',
  });
}
