'use strict';
// The Node runtime of file:handler functions. It loads the handler, then asks the
// Runtime API for one event after another, and answers as AWS's own runtime does.
const http = require('node:http');
const { createRequire } = require('node:module');
const path = require('node:path');
const fs = require('node:fs');
const { pathToFileURL } = require('node:url');
const { Writable } = require('node:stream');

const [file, handlerName] = process.argv.slice(2);
const stem = path.basename(file, path.extname(file));
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true });
const STREAMED = Symbol.for('aws.lambda.runtime.handler.streaming');

process.env.AWS_EXECUTION_ENV = `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`;
process.argv = [process.argv[0], file];

// What handlers of response streams find as a global on AWS.
globalThis.awslambda = {
  streamifyResponse(handler, options) {
    handler[STREAMED] = options ?? {};
    return handler;
  },
  HttpResponseStream: {
    from(stream, prelude) {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream.write(JSON.stringify(prelude));
      stream.write(Buffer.alloc(8));
      return stream;
    },
  },
};

function api(method, where, headers, onResponse) {
  const request = http.request({ host, port, method, path: '/2018-06-01/runtime/' + where, headers, agent }, onResponse);
  request.on('error', () => process.exit(1)); // the emulator has gone
  return request;
}

function send(method, where, headers, body) {
  return new Promise((resolve) => {
    const request = api(method, where, headers, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
    });
    request.end(body);
  });
}

function post(where, document, headers) {
  const body = Buffer.from(document);
  return send('POST', where, { 'Content-Type': 'application/json', 'Content-Length': body.length, ...headers }, body);
}

// An error document, as AWS's Node runtime words it.
function describe(error) {
  if (error instanceof Error || (error && error.name && error.message && error.stack)) {
    return { errorType: error.name, errorMessage: error.message, trace: String(error.stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function postError(where, error) {
  const document = describe(error);
  console.error(document.trace.length > 0 ? document.trace.join('\n') : `${document.errorType}: ${document.errorMessage}`);
  return post(where, JSON.stringify(document), { 'Lambda-Runtime-Function-Error-Type': encodeURIComponent(document.errorType) });
}

// An error of the runtime's own, with the trace of what caused it.
function runtimeError(name, message, cause) {
  const error = new Error(message);
  error.name = name;
  error.stack = [`${name}: ${message}`, ...(cause?.stack ?? '').split('\n').filter(Boolean)].join('\n');
  return error;
}

function isModule() {
  const extension = path.extname(file).toLowerCase();
  if (extension !== '.js') return extension === '.mjs';
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (fs.existsSync(manifest)) return JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module';
    if (dir === path.dirname(dir)) return false;
  }
}

async function load() {
  let exported;
  try {
    exported = isModule() ? await import(pathToFileURL(file).href) : createRequire(file)(file);
  } catch (error) {
    if (error instanceof SyntaxError) {
      // Node does not tell programs where in a module the error is, but prints it.
      if (!error.stack.includes(file)) require('node:child_process').spawnSync(process.execPath, ['--check', file], { stdio: ['ignore', 'inherit', 'inherit'] });
      throw runtimeError('Runtime.UserCodeSyntaxError', String(error), error);
    }
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw runtimeError('Runtime.ImportModuleError', String(error), error);
    }
    throw error;
  }
  const handler = handlerName.split('.').reduce((value, name) => value?.[name], exported);
  if (handler === undefined || handler === null) {
    throw runtimeError('Runtime.HandlerNotFound', `${stem}.${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw runtimeError('Runtime.HandlerNotFound', `${stem}.${handlerName} is not a function`);
  }
  return handler;
}

// The invocation in hand: its id, and what to do when the event loop runs empty.
let current = null;

function contextOf(headers, settle) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const parsed = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    clientContext: parsed('lambda-runtime-client-context'),
    identity: parsed('lambda-runtime-cognito-identity'),
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: (error, result) => settle(error, result, true),
    fail: (error) => settle(error ?? new Error('handled'), undefined, true),
    succeed: (result) => settle(null, result, true),
  };
}

// Runs a buffered handler to its result: a promise's, or the callback's once
// nothing is left to do, if the context asks to wait for that.
function run(handler, event, headers) {
  const mine = current; // a callback may come late, in the time of another
  return new Promise((resolve, reject) => {
    const finish = (error, result) => (error === null || error === undefined ? resolve(result) : reject(error));
    const settle = (error, result, now) => {
      if (now || !context.callbackWaitsForEmptyEventLoop) finish(error, result);
      else mine.whenEmpty = () => finish(error, result);
    };
    const context = contextOf(headers, settle);
    mine.whenEmpty = () => resolve(undefined);
    const returned = handler(event, context, (error, result) => settle(error, result, false));
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
  });
}

// A response stream is the body of the answer's own request.
class ResponseStream extends Writable {
  constructor(id) {
    super();
    this.id = id;
    this.contentType = 'application/octet-stream';
    this.answered = new Promise((resolve) => (this.resolve = resolve));
  }
  setContentType(type) {
    this.contentType = type;
  }
  open() {
    this.request ??= api('POST', `invocation/${this.id}/response`, {
      'Content-Type': this.contentType,
      'Lambda-Runtime-Function-Response-Mode': 'streaming',
      'Transfer-Encoding': 'chunked',
      Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    }, (response) => response.resume().on('end', this.resolve));
    return this.request;
  }
  _write(chunk, encoding, done) {
    this.open().write(chunk, encoding, () => done());
  }
  _final(done) {
    this.open().end();
    done();
  }
  breakOff(error) {
    const document = describe(error);
    this.open().addTrailers({
      'Lambda-Runtime-Function-Error-Type': encodeURIComponent(document.errorType),
      'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(document)).toString('base64'),
    });
    this.request.end();
  }
}

async function stream(handler, event, headers) {
  const out = new ResponseStream(current.id);
  try {
    current.whenEmpty = () => out.end();
    await handler(event, out, contextOf(headers, () => out.end()));
    out.end();
  } catch (error) {
    if (!out.request) throw error; // nothing has been said yet, so this is an error like any
    console.error(error);
    out.breakOff(error);
  }
  await out.answered;
}

async function answer(handler, event, headers) {
  if (handler[STREAMED]) return stream(handler, event, headers);
  const result = await run(handler, event, headers);
  let body;
  try {
    body = JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch (error) {
    throw runtimeError('Runtime.MarshalError', 'Unable to stringify response body', error);
  }
  const id = current.id;
  current = null;
  const { status } = await post(`invocation/${id}/response`, body);
  if (status !== 202) process.exit(1);
}

async function loop(handler) {
  for (;;) {
    const { headers, body } = await send('GET', 'invocation/next');
    process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    const id = headers['lambda-runtime-aws-request-id'];
    current = { id, whenEmpty: null };
    try {
      await answer(handler, JSON.parse(body), headers);
    } catch (error) {
      current = null;
      await postError(`invocation/${id}/error`, error);
    }
    current = null;
  }
}

// What nobody caught ends the process, as on AWS.
function fatal(error, code) {
  const where = current ? `invocation/${current.id}/error` : 'init/error';
  postError(where, error).then(() => process.exit(code));
}

process.on('uncaughtException', (error) => fatal(error, 129));
process.on('unhandledRejection', (reason) => {
  const cause = reason instanceof Error ? reason : undefined;
  fatal(runtimeError('Runtime.UnhandledPromiseRejection', String(reason), cause), 128);
});
process.on('beforeExit', () => {
  const whenEmpty = current?.whenEmpty;
  if (!whenEmpty) return;
  current.whenEmpty = null;
  whenEmpty();
});

load().then(loop, (error) => postError('init/error', error).then(() => process.exit(1)));
