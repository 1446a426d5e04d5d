/** Most characters of what people write about a picture, as the server has them. */
export const NAME_LIMIT = 512;
export const TEXT_LIMIT = 1000;
