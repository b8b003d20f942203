// Made by `npm run api` from openapi.json. Do not edit.
// biome-ignore-all lint: generated
export interface paths {}
export interface components { schemas: never }
