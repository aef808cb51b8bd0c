// The function of the README's first minute.
export const handler = async (event) => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message: "hello from " + event.path, stage: event.requestContext.stage }),
});
