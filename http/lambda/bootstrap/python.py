"""The Python runtime of file:handler functions.

It loads the handler, then asks the Runtime API for one event after another, and
answers as AWS's own runtime does.
"""

import functools
import http.client
import importlib.util
import json
import logging
import os
import sys
import time
import traceback

API = "/2018-06-01/runtime/"


class RuntimeApi:
    """One connection to the Runtime API, kept open."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address)

    def ask(self, method, where, body=None, headers=None):
        self.connection.request(method, API + where, body, headers or {})
        response = self.connection.getresponse()
        return response, response.read()

    def post(self, where, document, error_type=None):
        headers = {"Content-Type": "application/json"}
        if error_type:
            headers["Lambda-Runtime-Function-Error-Type"] = error_type
        response, _ = self.ask("POST", where, document, headers)
        return response.status


class Fault(Exception):
    """An error of the runtime's own, or one with its trace cut to the user's part."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind, self.message, self.trace = kind, message, list(trace)

    def document(self, request_id):
        return json.dumps(
            {"errorMessage": self.message, "errorType": self.kind, "requestId": request_id, "stackTrace": self.trace},
            ensure_ascii=False,
        ).encode("utf-8", "replace")

    def show(self):
        sys.stderr.write("[ERROR] %s: %s\n" % (self.kind, self.message))
        if self.trace:
            sys.stderr.write("Traceback (most recent call last):\n" + "".join(self.trace))


class Cognito:
    """context.identity."""

    def __init__(self, fields):
        self.cognito_identity_id = fields.get("cognitoIdentityId")
        self.cognito_identity_pool_id = fields.get("cognitoIdentityPoolId")


class Client:
    """context.client_context.client."""

    def __init__(self, fields):
        for name in ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"):
            setattr(self, name, fields.get(name))


class ClientContext:
    """context.client_context."""

    def __init__(self, fields):
        self.custom = fields.get("custom")
        self.env = fields.get("env")
        self.client = Client(fields["client"]) if isinstance(fields.get("client"), dict) else None


class Context:
    """What a handler is told about its call."""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.tenant_id = headers.get("Lambda-Runtime-Aws-Tenant-Id")
        self.identity = Cognito(json.loads(headers.get("Lambda-Runtime-Cognito-Identity") or "{}"))
        client = json.loads(headers.get("Lambda-Runtime-Client-Context") or "null")
        self.client_context = ClientContext(client) if isinstance(client, dict) else None
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(self._deadline - int(time.time() * 1000), 0)

    def log(self, message):
        sys.stdout.write(str(message))


def frames(error, mine):
    """The lines of a traceback, without the frames that are this file's own."""
    entries = [entry for entry in traceback.extract_tb(error.__traceback__) if entry.filename not in mine]
    return traceback.format_list(entries)


def load(path, name):
    """Imports the module as AWS does, and finds the handler in it."""
    module_name = os.path.splitext(os.path.basename(path))[0]
    sys.path[0:1] = [os.path.dirname(path), os.environ["LAMBDA_TASK_ROOT"]]
    spec = importlib.util.spec_from_file_location(module_name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    mine = {"<stdin>", "<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>"}
    try:
        spec.loader.exec_module(module)
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error), frames(error, mine))
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s\n' % (error.filename, error.lineno, (error.text or "").rstrip())]
        raise Fault("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), trace)
    except Exception as error:
        raise Fault(type(error).__name__, str(error), frames(error, mine))
    try:
        return functools.reduce(getattr, name.split("."), module)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (name, module_name))


def answer(handler, event, headers):
    """One event to one JSON document, or a Fault."""
    try:
        result = handler(json.loads(event), Context(headers))
    except Exception as error:
        raise Fault(type(error).__name__, str(error), frames(error, {"<stdin>"}))
    try:
        return json.dumps(result, ensure_ascii=False).encode("utf-8")
    except Exception as error:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error)


def main(path, name):
    sys.argv = [path]
    os.environ["AWS_EXECUTION_ENV"] = "AWS_Lambda_python%d.%d" % sys.version_info[:2]
    logging.basicConfig(stream=sys.stdout, format="[%(levelname)s]\t%(message)s")
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = load(path, name)
    except Fault as fault:
        fault.show()
        api.post("init/error", fault.document(""), fault.kind)
        sys.exit(1)
    while True:
        response, event = api.ask("GET", "invocation/next")
        request_id = response.headers["Lambda-Runtime-Aws-Request-Id"]
        os.environ["_X_AMZN_TRACE_ID"] = response.headers.get("Lambda-Runtime-Trace-Id", "")
        try:
            status = api.post("invocation/%s/response" % request_id, answer(handler, event, response.headers))
        except Fault as fault:
            fault.show()
            status = api.post("invocation/%s/error" % request_id, fault.document(request_id), fault.kind)
        if status != 202:
            sys.exit(1)


try:
    main(*sys.argv[1:3])
except (ConnectionError, http.client.HTTPException):
    sys.exit(1)  # the emulator has gone
