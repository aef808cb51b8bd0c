// A walk through reel with AWS's own clients for JavaScript: a REST API made and
// called, an HTTP API made, a WebSocket API made, spoken to, and spoken to from behind.
// What it asks of the management API is the same on every run.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import * as v1 from '@aws-sdk/client-api-gateway'
import * as v2 from '@aws-sdk/client-apigatewayv2'
import * as connections from '@aws-sdk/client-apigatewaymanagementapi'
import WebSocket from 'ws'

const endpoint = process.env.AWS_ENDPOINT_URL

const rest = new v1.APIGatewayClient({ endpoint })
const api = await rest.send(new v1.CreateRestApiCommand({ name: 'walk' }))
const users = await rest.send(new v1.CreateResourceCommand({ restApiId: api.id, parentId: api.rootResourceId, pathPart: 'users' }))
const method = { restApiId: api.id, resourceId: users.id, httpMethod: 'GET' }
await rest.send(new v1.PutMethodCommand({ ...method, authorizationType: 'NONE' }))
await rest.send(new v1.PutIntegrationCommand({ ...method, type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } }))
await rest.send(new v1.PutMethodResponseCommand({ ...method, statusCode: '200' }))
await rest.send(new v1.PutIntegrationResponseCommand({ ...method, statusCode: '200', responseTemplates: { 'application/json': '{"hello":"$input.params(\'name\')"}' } }))
await rest.send(new v1.CreateDeploymentCommand({ restApiId: api.id, stageName: 'dev' }))
const answer = await fetch(`${endpoint}/restapis/${api.id}/dev/_user_request_/users?name=you`)
assert.equal(answer.status, 200)
assert.deepEqual(await answer.json(), { hello: 'you' })
const { items } = await rest.send(new v1.GetResourcesCommand({ restApiId: api.id }))
assert.deepEqual(items.map(r => r.path), ['/', '/users'])
await assert.rejects(rest.send(new v1.GetRestApiCommand({ restApiId: 'none' })), v1.NotFoundException)
console.log('a REST API answers')

const http = new v2.ApiGatewayV2Client({ endpoint })
const shop = await http.send(new v2.CreateApiCommand({ Name: 'shop', ProtocolType: 'HTTP' }))
const proxy = await http.send(new v2.CreateIntegrationCommand({ ApiId: shop.ApiId, IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'GET', IntegrationUri: 'https://shop.example/orders', PayloadFormatVersion: '1.0' }))
await http.send(new v2.CreateRouteCommand({ ApiId: shop.ApiId, RouteKey: 'GET /orders', Target: `integrations/${proxy.IntegrationId}` }))
await http.send(new v2.CreateStageCommand({ ApiId: shop.ApiId, StageName: '$default', AutoDeploy: true }))
const routes = await http.send(new v2.GetRoutesCommand({ ApiId: shop.ApiId }))
assert.deepEqual(routes.Items.map(r => r.RouteKey), ['GET /orders'])
console.log('an HTTP API is made')

const chat = await http.send(new v2.CreateApiCommand({ Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' }))
const mock = await http.send(new v2.CreateIntegrationCommand({ ApiId: chat.ApiId, IntegrationType: 'MOCK', TemplateSelectionExpression: '200', RequestTemplates: { 200: '{"statusCode":200}' } }))
await http.send(new v2.CreateIntegrationResponseCommand({ ApiId: chat.ApiId, IntegrationId: mock.IntegrationId, IntegrationResponseKey: '/200/', TemplateSelectionExpression: '200', ResponseTemplates: { 200: '{"you":"$context.connectionId"}' } }))
const route = await http.send(new v2.CreateRouteCommand({ ApiId: chat.ApiId, RouteKey: '$default', Target: `integrations/${mock.IntegrationId}`, RouteResponseSelectionExpression: '$default' }))
await http.send(new v2.CreateRouteResponseCommand({ ApiId: chat.ApiId, RouteId: route.RouteId, RouteResponseKey: '$default' }))
await http.send(new v2.CreateStageCommand({ ApiId: chat.ApiId, StageName: 'prod', AutoDeploy: true }))
const socket = new WebSocket(`${endpoint.replace('http', 'ws')}/ws/${chat.ApiId}/prod`)
await once(socket, 'open')
socket.send('{"action":"hi"}')
const { you } = JSON.parse((await once(socket, 'message'))[0])
const behind = new connections.ApiGatewayManagementApiClient({ endpoint: `${endpoint}/execute-api/${chat.ApiId}/prod` })
const heard = once(socket, 'message')
await behind.send(new connections.PostToConnectionCommand({ ConnectionId: you, Data: 'from behind' }))
assert.equal((await heard)[0].toString(), 'from behind')
const { Identity } = await behind.send(new connections.GetConnectionCommand({ ConnectionId: you }))
assert.ok(Identity.SourceIp)
const closed = once(socket, 'close')
await behind.send(new connections.DeleteConnectionCommand({ ConnectionId: you }))
await closed
await assert.rejects(behind.send(new connections.PostToConnectionCommand({ ConnectionId: you, Data: 'x' })), connections.GoneException)
console.log('a WebSocket API is spoken to, from both sides')
