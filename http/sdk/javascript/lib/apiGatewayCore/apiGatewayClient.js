// Makes a request of a method and its parameters.
"use strict";

globalThis.apiGateway = globalThis.apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.apiGatewayClientFactory = {
    newClient: function (invokeUrl, given) {
        const utils = apiGateway.core.utils;
        const config = utils.mergeInto({
            accessKey: "", secretKey: "", sessionToken: "", region: "us-east-1", apiKey: "",
            defaultContentType: "application/json", defaultAcceptType: "application/json"
        }, utils.parseParametersToObject(given, Object.keys(given)));
        const http = apiGateway.core.simpleHttpClientFactory.newClient();
        const signer = config.accessKey && config.secretKey ? apiGateway.core.sigV4ClientFactory.newClient(config) : null;

        // The headers of a request: those of the method, defaults and the API key.
        function headersOf(method, params, additional, hasBody) {
            const headers = utils.mergeInto(utils.parseParametersToObject(params, method.headers), additional.headers);
            const has = function (name) {
                return Object.keys(headers).some(function (n) { return n.toLowerCase() === name; });
            };
            if (!has("accept")) {
                headers.Accept = config.defaultAcceptType;
            }
            if (hasBody && !has("content-type")) {
                headers["Content-Type"] = config.defaultContentType;
            }
            if (config.apiKey && !has("x-api-key")) {
                headers["x-api-key"] = config.apiKey;
            }
            return headers;
        }

        // A body is sent as it is, an object as JSON, and an empty one not at all.
        function bodyOf(method, body) {
            const empty = body === undefined || body === null || body === "" ||
                (typeof body === "object" && Object.keys(body).length === 0);
            if (empty || method.verb === "GET" || method.verb === "HEAD") {
                return undefined;
            }
            return typeof body === "string" ? body : JSON.stringify(body);
        }

        async function call(method, params, body, additional) {
            params = params || {};
            additional = additional || {};
            utils.assertParametersDefined(params, method.required);
            const query = utils.queryString(utils.mergeInto(utils.parseParametersToObject(params, method.queryParams), additional.queryParams));
            const path = globalThis.uritemplate(method.path).expand(utils.parseParametersToObject(params, method.pathParams));
            const url = new URL(invokeUrl + path + (query ? "?" + query : ""));
            const text = bodyOf(method, body);
            let headers = headersOf(method, params, additional, text !== undefined);
            if (signer) {
                headers = await signer.sign(method.verb, url, headers, text);
            }
            return http.makeRequest({ verb: method.verb, url: url.href, headers: headers, body: text });
        }

        return { call: call };
    }
};
