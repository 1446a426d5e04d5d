const TYPES: readonly string[] = ['image/gif', 'image/webp'];

/** Whether pictures of a type may be animated. Their copies show the first frame alone. */
export const mayMove = (contentType: string): boolean => TYPES.includes(contentType);
